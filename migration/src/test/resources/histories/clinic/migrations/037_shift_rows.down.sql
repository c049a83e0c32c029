truncate shift, shift_break;
