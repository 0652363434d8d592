"""How people write of time: days, hours, zones and periods, and what a reply makes of a proposed call."""
