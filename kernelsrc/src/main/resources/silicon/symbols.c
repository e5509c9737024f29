// SPDX-License-Identifier: Apache-2.0
/* A linked executable, its symbols, and the words of commands that stand for numbers. */
#include "stepper.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#define PERCPU_AT 0x28000000UL
#define PERCPU_ZEROS 65536UL

static char *elf_image;
static size_t elf_size;
static Elf64_Sym *symbols;
static size_t symbol_count;
static const char *symbol_names;
static size_t symbol_names_size;

int find(const char *name, uint64_t *value)
{
	for (size_t i = 0; i < symbol_count; i++) {
		size_t left = symbol_names_size - symbols[i].st_name;

		if (symbols[i].st_name >= symbol_names_size || left <= strlen(name))
			continue;
		if (symbols[i].st_shndx && !strncmp(symbol_names + symbols[i].st_name, name, strlen(name) + 1)) {
			*value = symbols[i].st_value;
			return 1;
		}
	}
	return 0;
}

/* Bytes of the file, which nobody has vouched for. */
static void *in_file(uint64_t offset, uint64_t bytes)
{
	if (offset > elf_size || bytes > elf_size - offset)
		die("the executable is cut off");
	return elf_image + offset;
}

static void load_symbols(const Elf64_Ehdr *header)
{
	Elf64_Shdr *section = in_file(header->e_shoff, header->e_shnum * sizeof(*section));

	for (int i = 0; i < header->e_shnum; i++) {
		Elf64_Shdr *names;

		if (section[i].sh_type != SHT_SYMTAB || section[i].sh_link >= header->e_shnum)
			continue;
		names = &section[section[i].sh_link];
		symbols = in_file(section[i].sh_offset, section[i].sh_size);
		symbol_count = section[i].sh_size / sizeof(*symbols);
		symbol_names = in_file(names->sh_offset, names->sh_size);
		symbol_names_size = names->sh_size;
	}
}

void load_elf(const char *name)
{
	uint64_t start, stop, entry = 8;
	Elf64_Ehdr *header;
	Elf64_Phdr *segment;

	elf_image = slurp(name, &elf_size);
	header = in_file(0, sizeof(*header));
	segment = in_file(header->e_phoff, header->e_phnum * sizeof(*segment));
	for (int i = 0; i < header->e_phnum; i++, segment++) {
		uint64_t at = segment->p_vaddr;

		if (segment->p_type != PT_LOAD)
			continue;
		if (!at) {
			at = gs_base = PERCPU_AT;
			map(at, segment->p_memsz + PERCPU_ZEROS);
		}
		map(at, segment->p_memsz);
		if (segment->p_filesz > segment->p_memsz)
			die("a segment has more bytes in the file than in memory");
		if (segment->p_filesz)
			fill(at, in_file(segment->p_offset, segment->p_filesz), segment->p_filesz);
	}
	load_symbols(header);
	find("__ex_table_entry_size", &entry);
	if (find("__start___ex_table", &start) && find("__stop___ex_table", &stop))
		exception_table(start, stop, entry);
}

uint64_t number(const char *text)
{
	uint64_t value;
	char *end;

	if (!strcmp(text, "args"))
		return ARGS_AT;
	if (!strcmp(text, "last"))
		return last;
	value = strtoull(text, &end, 0);
	if (end != text && !*end)
		return value;
	if (!find(text, &value))
		die("neither a number nor a symbol: %s", text);
	return value;
}
