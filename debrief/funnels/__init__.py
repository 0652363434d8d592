"""The reps' open opportunities, from files, mails and the CRM."""
