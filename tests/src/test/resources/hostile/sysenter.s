# expects: (unrun .*why=kernel-entry|fault .*vector=6 )
	.globl f
f:
	mov $8,%eax
	lea path(%rip),%ebx
	mov $0x1a4,%ecx
	mov %esp,%ebp
	sysenter
	ret

path:	.asciz "escaped"
