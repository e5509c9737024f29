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

int find(const char *name, uint64_t *value)
{
	for (size_t i = 0; i < symbol_count; i++) {
		if (symbols[i].st_shndx && !strcmp(symbol_names + symbols[i].st_name, name)) {
			*value = symbols[i].st_value;
			return 1;
		}
	}
	return 0;
}

void load_elf(const char *name)
{
	Elf64_Ehdr *header;
	Elf64_Phdr *segment;
	Elf64_Shdr *section;

	elf_image = slurp(name, &elf_size);
	header = (Elf64_Ehdr *)elf_image;
	segment = (Elf64_Phdr *)(elf_image + header->e_phoff);
	for (int i = 0; i < header->e_phnum; i++, segment++) {
		uint64_t at = segment->p_vaddr;

		if (segment->p_type != PT_LOAD)
			continue;
		if (!at) {
			at = gs_base = PERCPU_AT;
			map(at, segment->p_memsz + PERCPU_ZEROS);
		}
		map(at, segment->p_memsz);
		memcpy((void *)at, elf_image + segment->p_offset, segment->p_filesz);
	}
	section = (Elf64_Shdr *)(elf_image + header->e_shoff);
	for (int i = 0; i < header->e_shnum; i++) {
		if (section[i].sh_type != SHT_SYMTAB)
			continue;
		symbols = (Elf64_Sym *)(elf_image + section[i].sh_offset);
		symbol_count = section[i].sh_size / sizeof(*symbols);
		symbol_names = elf_image + section[section[i].sh_link].sh_offset;
	}
	find("__start___ex_table", &extable_start);
	find("__stop___ex_table", &extable_stop);
	find("__ex_table_entry_size", &extable_entry);
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
