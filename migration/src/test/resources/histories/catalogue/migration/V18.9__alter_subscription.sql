ALTER SUBSCRIPTION cat_feed SET PUBLICATION items, prices WITH (refresh = false);
