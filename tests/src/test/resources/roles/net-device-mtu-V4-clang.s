# net_device_mtu under V4 by clang 14.0
	.text
	.p2align 4
	.globl net_device_mtu
	.type net_device_mtu, @function
net_device_mtu:
	pushq %rbx                                   # frame: saves rbx
	incl %gs:__preempt_count(%rip)               # preempt count: the region begins
	imull $-1640531527, %esi, %eax               # payload: walks the chain
	shrl $24, %eax                               # payload: walks the chain
	movq (%rdi,%rax,8), %rax                     # payload: walks the chain
	xorl %ebx, %ebx                              # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	je .LBB0_4                                   # payload: walks the chain
	.p2align	4, 0x90
.LBB0_2:
	cmpl %esi, 16(%rax)                          # payload: walks the chain
	je .LBB0_3                                   # payload: walks the chain
	movq (%rax), %rax                            # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	jne .LBB0_2                                  # payload: walks the chain
	jmp .LBB0_4                                  # payload: walks the chain
.LBB0_3:
	movl 24(%rax), %ebx                          # payload: walks the chain
.LBB0_4:
	decl %gs:__preempt_count(%rip)               # preempt count: the region ends
	je .LBB0_5                                   # resched test: jumps on the decrement's flags
.LBB0_6:
	movl %ebx, %eax                              # payload: the chain was in rax while ebx held the 0 of no device, call or no call
	popq %rbx                                    # frame: restores rbx
	retq                                         # call linkage: returns
.LBB0_5:
	callq preempt_schedule                       # call linkage: calls the scheduler
	jmp .LBB0_6                                  # resched test: the way back from it
	.size net_device_mtu, .-net_device_mtu
