"""What costs money: each file turns draws into money over the months, in one category."""
