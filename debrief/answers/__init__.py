"""What people answer: orders, corrected facts, notes, wishes, second thoughts; pure readers of short replies."""
