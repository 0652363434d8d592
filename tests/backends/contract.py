"""What every backend must do, whatever stands behind it.

A backend subclasses `BackendContract` and gives two fixtures: ``backend`` (opened anew for each
test, empty) and ``hands`` (`tests.backends.hands.Hands`). What a backend cannot do it declares in
its `Capabilities`; what its stand-in cannot show, the hands say with None. Nothing else is skipped.
"""

from __future__ import annotations

from tests.backends.contract_calendar import CalendarContract
from tests.backends.contract_mail import MailContract
from tests.backends.contract_parts import everything, inbound, soon, subjects

__all__ = ["BackendContract", "everything", "inbound", "soon", "subjects"]


class BackendContract(MailContract, CalendarContract):
    """The whole suite; README's table tells how each backend stands in each half."""
