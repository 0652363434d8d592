"""The facts of a loss: customer, company, deal, amount, account rep, winner, priorities, reason."""
