-- When test calls were made and came: only so many may within a period.
CREATE INDEX event_test_call ON event (at, matter) WHERE kind = 'place_test_call';
