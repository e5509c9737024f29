/* A JSON-like reader into a pool of nodes, a checker, and a writer that gives the text back in normal form. */
#include "runtime.h"

enum kind { NIL, FALSE, TRUE, NUMBER, STRING, ARRAY, OBJECT };

struct value {
	enum kind kind;
	i64 number;
	char *text;
	char *key;
	struct value *first, *next;
};

static struct value pool[100];
static char strings[600];
static u32 values, bytes;
static const char *in;
static int bad;

static struct value *fresh(enum kind kind)
{
	struct value *v = &pool[values++];

	v->kind = kind;
	return v;
}

static void blanks(void)
{
	while (*in == ' ' || *in == '\n' || *in == '\t')
		in++;
}

static char *string(void)
{
	char *start = strings + bytes;

	for (in++; *in && *in != '"'; in++) {
		char c = *in;

		if (c == '\\') {
			switch (c = *++in) {
			case 'n':
				c = '\n';
				break;
			case 't':
				c = '\t';
				break;
			case 'u':
				c = 0;
				for (int i = 0; i < 4; i++) {
					in++;
					c = (char)(c * 16 + (*in <= '9' ? *in - '0' : (*in | 32) - 'a' + 10));
				}
			}
		}
		strings[bytes++] = c;
	}
	bad |= *in != '"';
	in++;
	strings[bytes++] = 0;
	return start;
}

static int word(const char *w)
{
	const char *p = in;

	while (*w)
		if (*p++ != *w++)
			return 0;
	in = p;
	return 1;
}

static struct value *value(void)
{
	struct value *v, **link;

	blanks();
	if (*in == '"') {
		v = fresh(STRING);
		v->text = string();
		return v;
	}
	if (*in == '[' || *in == '{') {
		char end = *in == '[' ? ']' : '}';

		v = fresh(*in++ == '[' ? ARRAY : OBJECT);
		link = &v->first;
		for (blanks(); *in && *in != end && !bad; blanks()) {
			char *key = NULL;

			if (end == '}') {
				bad |= *in != '"';
				key = bad ? NULL : string();
				blanks();
				bad |= *in++ != ':';
			}
			*link = value();
			(*link)->key = key;
			link = &(*link)->next;
			blanks();
			if (*in == ',')
				in++;
			else
				bad |= *in != end;
		}
		bad |= *in != end;
		in++;
		return v;
	}
	if (word("null"))
		return fresh(NIL);
	if (word("true"))
		return fresh(TRUE);
	if (word("false"))
		return fresh(FALSE);
	v = fresh(NUMBER);
	{
		int minus = *in == '-' ? (in++, 1) : 0;

		bad |= *in < '0' || *in > '9';
		while (*in >= '0' && *in <= '9')
			v->number = v->number * 10 + *in++ - '0';
		v->number = minus ? -v->number : v->number;
	}
	return v;
}

static void write(const struct value *v)
{
	switch (v->kind) {
	case NIL:
		put("null");
		break;
	case FALSE:
	case TRUE:
		put(v->kind == TRUE ? "true" : "false");
		break;
	case NUMBER:
		dec(v->number);
		break;
	case STRING:
		put("\"");
		put(v->text);
		put("\"");
		break;
	case ARRAY:
	case OBJECT:
		put(v->kind == ARRAY ? "[" : "{");
		for (const struct value *e = v->first; e; e = e->next) {
			if (e->key) {
				put(e->key);
				put(":");
			}
			write(e);
			if (e->next)
				put(",");
		}
		put(v->kind == ARRAY ? "]" : "}");
	}
}

int main(void)
{
	static const char *const texts[] = {
		" { \"name\" : \"leaf\", \"sizes\":[1, -2 ,30000000000], \"deep\":{\"a\":[[],[[]],{}]} } ",
		"[true,false,null,\"tab\\t\\u0041\\\"\"]", "[1,", "{\"a\" 1}", "-", "\"open",
	};
	int failures = 0;

	for (u32 i = 0; i < COUNT(texts); i++) {
		struct value *v;

		in = texts[i];
		bad = 0;
		v = value();
		if (bad) {
			failures++;
			put("bad\n");
		} else {
			write(v);
			put("\n");
		}
	}
	line("values", values);
	line("bytes", bytes);
	return failures;
}
