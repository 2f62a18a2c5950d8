setup_node() { :; }
