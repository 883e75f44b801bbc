-- With what a link to a new password ends is a rule, and the program's (core/agent/link_endings): it no longer stands here.
DROP TRIGGER password_link_ends_with_password;
DROP TRIGGER password_link_ends_with_associate;
DROP TRIGGER password_link_ends_with_address;
DROP TRIGGER password_link_ends_with_person;
