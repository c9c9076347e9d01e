-- When requests went out, for the measures of which only so many may be sent within a period.
CREATE INDEX event_request_sent ON event (at, matter) WHERE kind = 'send_request';
