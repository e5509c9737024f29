# net_device_mtu under V4 by gcc 12.2
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	.cfi_startproc
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	imull $-1640531527, %esi, %eax               # payload: walks the chain
	shrl $24, %eax                               # payload: walks the chain
	movq (%rdi,%rax,8), %rax                     # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	jne .L4                                      # payload: walks the chain
	jmp .L6                                      # payload: walks the chain
	.p2align	4,,10
	.p2align	3
.L3:
	movq (%rax), %rax                            # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	je .L2                                       # payload: walks the chain
.L4:
	cmpl %esi, 16(%rax)                          # payload: walks the chain
	jne .L3                                      # payload: walks the chain
	movl 24(%rax), %eax                          # payload: walks the chain
.L2:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .L16                                      # resched test: jumps on the decrement's flags
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L16:
	subq $24, %rsp                               # frame: takes stack for a spill
	.cfi_def_cfa_offset 32
	movl %eax, 12(%rsp)                          # spill: the mtu goes to the frame for the call
	call preempt_schedule                        # call linkage: calls the scheduler
	movl 12(%rsp), %eax                          # spill: the mtu comes back
	addq $24, %rsp                               # frame: gives the stack back
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
.L6:
	xorl %eax, %eax                              # payload: no device
	jmp .L2                                      # payload: no device
	.cfi_endproc
	.size net_device_mtu, .-net_device_mtu
