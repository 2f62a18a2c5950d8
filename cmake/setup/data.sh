setup_data() { :; }
