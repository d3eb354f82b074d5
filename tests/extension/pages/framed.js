// The composer lives in the frame; this page only holds it.
