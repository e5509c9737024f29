# expects: unrun .*why=(vsyscall|kernel-entry)
	.globl f
f:
	mov $0xffffffffff600000,%rax
	call *%rax
	ret
