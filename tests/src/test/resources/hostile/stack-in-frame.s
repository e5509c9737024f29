# expects: (fault .*vector=(6|14) |$)
	.globl f
f:
	movabs $0x600000020100,%rsp
	ud2
