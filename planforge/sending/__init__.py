"""Mail that leaves: whom to, with which files, over which server, and what is known of it afterwards."""
