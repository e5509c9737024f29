/* An ini file by a state machine of characters, then look-ups. */
#include "runtime.h"

enum state { START, COMMENT, SECTION, KEY, AFTER_KEY, VALUE };

struct entry {
	char section[12], key[12], value[24];
};

static struct entry entries[16];
static u32 count, errors;

static void append(char *to, size_t size, char c)
{
	size_t n = strlen(to);

	if (n + 1 < size)
		to[n] = c;
	else
		errors++;
}

static void trim(char *s)
{
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		s[--n] = 0;
}

static void parse(const char *p)
{
	enum state state = START;
	char section[12] = "";
	struct entry *e = entries;

	for (;; p++) {
		char c = *p;

		switch (state) {
		case START:
			if (c == ';' || c == '#') {
				state = COMMENT;
			} else if (c == '[') {
				memset(section, 0, sizeof(section));
				state = SECTION;
			} else if (c && c != ' ' && c != '\n') {
				e = &entries[count++];
				memcpy(e->section, section, sizeof(section));
				append(e->key, sizeof(e->key), c);
				state = KEY;
			}
			break;
		case COMMENT:
			if (c == '\n')
				state = START;
			break;
		case SECTION:
			if (c == ']')
				state = COMMENT;
			else if (c == '\n' || !c)
				errors++, state = START;
			else
				append(section, sizeof(section), c);
			break;
		case KEY:
			if (c == '=') {
				trim(e->key);
				state = AFTER_KEY;
			} else if (c == '\n' || !c) {
				errors++;
				state = START;
			} else {
				append(e->key, sizeof(e->key), c);
			}
			break;
		case AFTER_KEY:
			if (c == ' ')
				break;
			state = VALUE;
			/* fall through */
		case VALUE:
			if (c == '\n' || !c || c == ';') {
				trim(e->value);
				state = c == ';' ? COMMENT : START;
			} else {
				append(e->value, sizeof(e->value), c);
			}
			break;
		}
		if (!c)
			return;
	}
}

static const char *look(const char *section, const char *key)
{
	for (u32 i = 0; i < count; i++)
		if (!strcmp(entries[i].section, section) && !strcmp(entries[i].key, key))
			return entries[i].value;
	return "(none)";
}

int main(void)
{
	parse("top = 1\n; a comment\n[cpu]\nname=x86 64  ; the one\ncount =4\n[mem]\nsize= 16 MiB\nbroken\n[open\n"
	      "averyveryverylongkey=1\ncount=2");
	put(look("", "top"));
	put("\n");
	put(look("cpu", "name"));
	put("\n");
	put(look("cpu", "size"));
	put("\n");
	put(look("mem", "size"));
	put("\n");
	line("entries", count);
	line("digest", digest(entries, sizeof(entries)));
	return (int)errors;
}
