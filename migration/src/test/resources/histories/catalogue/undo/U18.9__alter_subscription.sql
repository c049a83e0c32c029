ALTER SUBSCRIPTION cat_feed SET PUBLICATION items WITH (refresh = false);
