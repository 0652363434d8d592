"""From a customer's answers to numbered practices: questions, wording, checks, and how they are taken up."""
