"""The decisions of each chapter, as pure functions over the review and the scene."""
