"""One Prefect flow per chapter of a review's life; thin on purpose."""
