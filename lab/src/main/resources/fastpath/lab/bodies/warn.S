/* WARN() prints through this, and then executes its ud2; nobody reads what is printed. */
	.section .text..instrumentation, "ax", @progbits
	.weak	__warn_printk
	.type	__warn_printk, @function
__warn_printk:
	ret
	.size	__warn_printk, . - __warn_printk
