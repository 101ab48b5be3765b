-- A probe needs the room that a start needs: a row of two numbers fits where no start does.
ALTER TABLE probe ADD COLUMN room BLOB; -- null while no probe is under way
