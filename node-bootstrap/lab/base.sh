# What the images of a lab node begin with in place of the public base. Sourced.
suite=trixie
base_made_of="1 $suite"
# Of images with older versions.
older_suite=bookworm
