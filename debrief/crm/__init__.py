"""The team's open opportunities, read from a CRM through its maintained client library."""
