SELECT lo_unlink(920001);
