// SPDX-License-Identifier: Apache-2.0
/* Page faults: of a user page that is still to be fetched, and of one that is not there at all. */
#include <lab_context.h>
#include <linux/extable.h>
#include <linux/hardirq.h>
#include <linux/irqflags.h>
#include <linux/kernel.h>

void do_page_fault(struct pt_regs *regs, unsigned long address);

extern const struct exception_table_entry __start___ex_table[] __attribute__((weak));
extern const struct exception_table_entry __stop___ex_table[] __attribute__((weak));

/* Page faults since the image was loaded, fetched or not. */
unsigned long lab_page_faults;

static bool (*page_in)(unsigned long address);

void request_page_in(bool (*fetch)(unsigned long address))
{
	page_in = fetch;
}

#ifdef CONFIG_UACCESS_MASKED
/* A register by the number that instructions give it. */
static unsigned long *pt_reg(struct pt_regs *regs, unsigned int number)
{
	unsigned long *all[] = {
		&regs->ax, &regs->cx, &regs->dx, &regs->bx, &regs->sp, &regs->bp, &regs->si, &regs->di,
		&regs->r8, &regs->r9, &regs->r10, &regs->r11, &regs->r12, &regs->r13, &regs->r14, &regs->r15,
	};

	return all[number & 15];
}

/* What the entry's type asks for beside the jump. */
static void apply_type(struct pt_regs *regs, s32 data)
{
	unsigned long *reg = pt_reg(regs, data >> 8);
	long immediate = data >> 16;

	switch (data & 0xff) {
	case EX_TYPE_IMM_REG:
		*reg = immediate;
		break;
	case EX_TYPE_UCOPY_LEN:
		regs->cx = *reg + immediate * regs->cx;
		break;
	}
	if (data & EX_FLAG_CLEAR_AX)
		regs->ax = 0;
}
#endif

static bool fixup_exception(struct pt_regs *regs)
{
	const struct exception_table_entry *entry;

	for (entry = __start___ex_table; entry < __stop___ex_table; entry++) {
		if ((unsigned long)&entry->insn + entry->insn == regs->ip) {
#ifdef CONFIG_UACCESS_MASKED
			apply_type(regs, entry->data);
#endif
			regs->ip = (unsigned long)&entry->fixup + entry->fixup;
			return true;
		}
	}
	return false;
}

/*
 * Where the thread may sleep, the page is fetched and the instruction tried again. In atomic context the
 * copy must do with less.
 */
void do_page_fault(struct pt_regs *regs, unsigned long address)
{
	bool fetched = false;

	lab_page_faults++;
	if (address < USER_DS && page_in && !in_atomic() && regs->flags & X86_EFLAGS_IF) {
		local_irq_enable();
		might_sleep();
		fetched = page_in(address);
		local_irq_disable();
	}
	if (!fetched && !fixup_exception(regs))
		__asm__ __volatile__("ud2");
	irqentry_exit(regs);
}
