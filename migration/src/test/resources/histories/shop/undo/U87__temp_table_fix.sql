UPDATE postcode SET remark = NULL WHERE remark = 'island';
