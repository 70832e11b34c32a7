"""Random folders of migrations that can be applied in order, for what has to hold of any folder."""

WORDS = "accounts bills carts deals events files games hotels items jobs".split()


class Folders:
    """What is there so far, so that the next migration fits."""

    def __init__(self, random):
        self.random = random
        self.tables = {}  # name -> columns that can be taken away
        self.types = []
        self.views = {}  # name -> table
        self.functions = []
        self.indexes = []
        self.plain = []  # tables whose rows are not numbered yet
        self.sequences = []
        self.domains = []
        self.registries = []
        self.temporary = []
        self.queues = []
        self.windows = []  # views that take rows
        self.held = set()  # tables that something else hangs on
        self.count = 0
        self.code = random.random() < 0.4  # the others leave out more

    def name(self, kind):
        self.count += 1
        return f"{kind}_{self.count}"

    def table(self):
        return self.random.choice(sorted(self.tables))

    def migrations(self, number):
        kinds = [self.create, self.create, self.create, self.add, self.add, self.insert, self.insert, self.update]
        kinds += [self.drop_column, self.index, self.drop_index, self.enum, self.add_value, self.view, self.drop_view]
        kinds += [self.foreign_key, self.partitioned, self.heir, self.rename, self.comment, self.drop_table]
        kinds += [self.check, self.select_into, self.sequence, self.setval]
        rare = [self.like, self.number_rows, self.registry, self.staging, self.window, self.domain, self.rename_type]
        kinds += self.random.sample(rare, 2) * 4  # often enough for one to meet another of its kind
        if self.code:
            kinds += [self.function, self.trigger, self.do, self.do]
            kinds += [self.execute, self.queue] if self.random.random() < 0.3 else []
        yield self.create()
        made = 1
        while made < number:
            text = self.random.choice(kinds)()
            if text:
                made += 1
                yield text

    def create(self):
        free = [word for word in WORDS if word not in self.tables]
        name = self.random.choice(free) if free else self.name("table")
        column = ""
        if self.types and self.random.random() < 0.4:
            column = f", mood {self.random.choice(self.types)}"
        if self.domains and self.random.random() < 0.4:
            column += f", counted {self.random.choice(self.domains)}"
        if self.tables and self.random.random() < 0.25:
            other = self.table()
            self.held.add(other)
            column += f", other_id int REFERENCES {other} (id) ON DELETE CASCADE"
        self.tables[name] = []
        return f"CREATE TABLE {name} (id serial PRIMARY KEY, note text DEFAULT 'x' || 'y'{column});"

    def add(self):
        table, column = self.table(), self.name("col")
        self.tables[table].append(column)
        kind = self.random.choice(["int DEFAULT 7", "text", "bigint UNIQUE", "numeric(10,2)"])
        return f"ALTER TABLE {table} ADD COLUMN {column} {kind};"

    def drop_column(self):
        table = self.table()
        if self.tables[table] and table not in self.views.values():
            column = self.tables[table].pop()
            self.indexes = [(index, on) for index, on in self.indexes if on != (table, column)]
            return f"ALTER TABLE {table} DROP COLUMN {column};"

    def index(self):
        table = self.table()
        if not self.tables[table]:
            return f"CREATE INDEX ON {table} (note);"
        column = self.random.choice(self.tables[table])
        if self.random.random() < 0.5:
            return f"CREATE INDEX ON {table} ({column}, note);"
        name = self.name("idx")
        self.indexes.append((name, (table, column)))
        return f"CREATE INDEX {name} ON {table} ({column});"

    def drop_index(self):
        if self.indexes:
            return f"DROP INDEX {self.indexes.pop()[0]};"

    def enum(self):
        self.types.append(self.name("mood"))
        return f"CREATE TYPE {self.types[-1]} AS ENUM ('good', 'bad');"

    def add_value(self):
        if self.types:
            return f"ALTER TYPE {self.random.choice(self.types)} ADD VALUE '{self.name('value')}';"

    def view(self):
        table, name = self.table(), self.name("view")
        self.views[name] = table
        self.held.add(table)
        return f"CREATE VIEW {name} AS SELECT id, upper(note) AS loud FROM {table};"

    def drop_view(self):
        if self.views:
            return f"DROP VIEW {self.views.popitem()[0]};"

    def foreign_key(self):
        table, other = self.table(), self.table()
        if table != other:
            self.held.add(other)
            return f"ALTER TABLE {table} ADD COLUMN {self.name('ref')} int REFERENCES {other} (id) ON DELETE SET NULL;"

    def partitioned(self):
        name = self.name("parted")
        parts = "".join(
            f"CREATE TABLE {name}_{i} PARTITION OF {name} FOR VALUES FROM ({i}) TO ({i + 1});\n" for i in range(3)
        )
        return f"CREATE TABLE {name} (id int, note text) PARTITION BY RANGE (id);\n{parts}CREATE INDEX ON {name} (id);"

    def heir(self):
        table = self.table()
        self.held.add(table)
        return f"CREATE TABLE {self.name('heir')} (more int) INHERITS ({table});"

    def rename(self):
        table = self.table()
        if table in self.held:
            return None
        name = self.name("renamed")
        self.tables[name] = self.tables.pop(table)
        self.indexes = [(index, (name if on == table else on, column)) for index, (on, column) in self.indexes]
        return f"ALTER TABLE {table} RENAME TO {name};"

    def comment(self):
        return f"COMMENT ON COLUMN {self.table()}.note IS '{self.name('comment')}';"

    def drop_table(self):
        free = [table for table in sorted(self.tables) if table not in self.held]
        if len(free) > 3 and self.random.random() < 0.3:
            table = self.random.choice(free)
            del self.tables[table]
            self.indexes = [each for each in self.indexes if each[1][0] != table]
            return f"DROP TABLE {table};"

    def check(self):
        return f"ALTER TABLE {self.table()} ADD CONSTRAINT {self.name('check')} CHECK (length(note) < 1000);"

    def select_into(self):
        return f"CREATE TABLE {self.name('copied')} AS SELECT id, note FROM {self.table()};"

    def sequence(self):
        name = self.name("seq")
        return f"CREATE SEQUENCE {name};\nSELECT setval('{name}', {self.random.randrange(1, 99)});"

    def setval(self):
        if self.sequences:
            return f"SELECT setval('{self.random.choice(self.sequences)}', {self.count * 100});"

    def rename_type(self):
        if self.types and self.random.random() < 0.5:
            before, self.types[0] = self.types[0], self.name("mood")
            return f"ALTER TYPE {before} RENAME TO {self.types[0]};"

    def domain(self):
        if not self.domains:
            self.domains.append(self.name("number"))
            self.sequences.append(f"of_{self.domains[0]}")
            return f"CREATE SEQUENCE of_{self.domains[0]};\nCREATE DOMAIN {self.domains[0]} AS int DEFAULT nextval('of_{self.domains[0]}');"

    def like(self):
        table, name = self.table(), self.name("like")
        self.held.add(table)
        self.tables[name] = []
        return f"CREATE TABLE {name} (LIKE {table} INCLUDING ALL);"

    def number_rows(self):
        if not self.plain:
            self.plain.append(self.name("plain"))
            return f"CREATE TABLE {self.plain[0]} (id int PRIMARY KEY, note text);"
        table = self.plain.pop()
        self.tables[table] = []
        self.held.add(table)  # its sequence has its name
        self.sequences.append(f"{table}_id_seq")
        return f"ALTER TABLE {table} ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY;"

    def registry(self):
        if not self.registries:
            self.registries.append(self.name("registry"))
            return f"CREATE TABLE {self.registries[0]} (rel regclass);"
        table = self.table()
        self.held.add(table)
        return f"INSERT INTO {self.registries[0]} VALUES ('{table}');"

    def staging(self):
        if not self.temporary:
            self.temporary.append(self.name("staging"))
            return f"CREATE TEMP TABLE {self.temporary[0]} AS SELECT 'staged'::text AS note;"
        return f"INSERT INTO {self.table()} (note) SELECT note FROM {self.temporary[0]};"

    def window(self):
        if not self.windows:
            table = self.table()
            self.held.add(table)
            self.windows.append(self.name("window"))
            return f"CREATE VIEW {self.windows[0]} AS SELECT id, note FROM {table};"
        return f"INSERT INTO {self.windows[0]} (note) VALUES ('{self.name('note')}');"

    def queue(self):
        if not self.queues:
            self.queues.append(self.name("queue"))
            return (
                f"CREATE FUNCTION work_{self.queues[0]}(task text) RETURNS void LANGUAGE plpgsql AS $$\nBEGIN\n"
                "  EXECUTE format('UPDATE %I SET note = ''done'' WHERE id = 1', task);\nEND $$;\n"
                f"CREATE TABLE {self.queues[0]} (task text);\n"
                f"CREATE RULE r AS ON INSERT TO {self.queues[0]} DO ALSO SELECT work_{self.queues[0]}(NEW.task);"
            )
        table = self.table()
        self.held.add(table)
        return f"INSERT INTO {self.queues[0]} VALUES ('{table}');"

    def insert(self):
        table = self.table()
        if self.random.random() < 0.3:
            return f"INSERT INTO {table} (note) SELECT note FROM {self.table()};"
        return f"INSERT INTO {table} (note) VALUES ('{self.name('note')}'), ('{self.name('note')}');"

    def update(self):
        table, other = self.table(), self.table()
        return f"UPDATE {table} SET note = note || (SELECT count(*) FROM {other});"

    def function(self):
        name, table = self.name("fn"), self.table()
        self.held.add(table)
        self.functions.append(name)
        return (
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$\nBEGIN\n"
            f"  UPDATE {table} SET note = '{name}' WHERE id = 1 AND note IS DISTINCT FROM '{name}';\n"
            "  RETURN NEW;\nEND $$;"
        )

    def trigger(self):
        if self.functions:
            table = self.table()
            return (
                f"CREATE TRIGGER {self.name('trg')} AFTER INSERT ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.random.choice(self.functions)}();"
            )

    def do(self):
        return f"DO $$\nBEGIN\n  INSERT INTO {self.table()} (note) VALUES ('{self.name('do')}');\nEND $$;"

    def execute(self):
        table, column = self.table(), self.name("hidden")
        half = len(table) // 2
        return (
            f"DO $$\nBEGIN\n  EXECUTE 'ALTER TABLE {table[:half]}' || '{table[half:]} ADD COLUMN {column} int';\nEND $$;"
        )
