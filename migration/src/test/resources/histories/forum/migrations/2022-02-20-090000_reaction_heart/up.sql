-- diesel runs each file in a transaction: the value is added here and used in the next folder
ALTER TYPE reaction ADD VALUE 'heart' BEFORE 'sad';
