// The migration of this version cannot be run.
process.stderr.write('spoilt: the migration fails\n');
process.exit(1);
