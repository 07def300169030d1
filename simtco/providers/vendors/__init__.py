"""One file a vendor's wire protocol; what is dropped in here is a kind of provider."""
