setup_fonts() { :; }
