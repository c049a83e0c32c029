SET enable_seqscan = off;
RESET enable_seqscan;
