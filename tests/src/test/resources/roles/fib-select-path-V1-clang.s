# fib_select_path under V1 by clang 14.0
	.text
	.p2align 4
	.globl fib_select_path
	.type fib_select_path, @function
fib_select_path:
	pushq %rbp                                   # frame: saves a callee-saved register
	pushq %r15                                   # frame: saves a callee-saved register
	pushq %r14                                   # frame: saves a callee-saved register
	pushq %r13                                   # frame: saves a callee-saved register
	pushq %r12                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: makes room for spills
	movl %r9d, %ebx                              # register traffic: the argument outlives the call
	movl %edx, %r12d                             # payload: edx is in use for the function's own work in the loop, call or no call
	movl %esi, %ebp                              # register traffic: an argument outlives the call
	movq %rdi, %r13                              # register traffic: an argument outlives the call
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for the count
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for the count
	addl $1, 28(%rax)                            # preempt count: the region begins
	movl 128(%rdi), %r14d                        # payload: looks the route up
	movl %esi, %eax                              # payload: looks the route up
	shrl $8, %eax                                # payload: looks the route up
	imull $-1640531527, %eax, %eax               # payload: looks the route up
	shrl $28, %eax                               # payload: looks the route up
	movq (%rdi,%rax,8), %rax                     # payload: looks the route up
	xorl %r15d, %r15d                            # payload: looks the route up
	testq %rax, %rax                             # payload: looks the route up
	je .LBB0_4                                   # payload: looks the route up
	.p2align	4, 0x90
.LBB0_2:
	movl 12(%rax), %edx                          # payload: looks the route up
	andl %ebp, %edx                              # payload: looks the route up
	cmpl 8(%rax), %edx                           # payload: looks the route up
	je .LBB0_3                                   # payload: looks the route up
	movq (%rax), %rax                            # payload: looks the route up
	testq %rax, %rax                             # payload: looks the route up
	jne .LBB0_2                                  # payload: looks the route up
	jmp .LBB0_4                                  # payload: looks the route up
.LBB0_3:
	movl 16(%rax), %r14d                         # payload: looks the route up
	movl 20(%rax), %r15d                         # payload: looks the route up
.LBB0_4:
	movq %rsp, %rax                              # thread_info: thread_info by the mask, for count and flag
	movq %rsp, %rdx                              # thread_info: thread_info by the mask, for count and flag
	andq $-8192, %rax                            # thread_info: thread_info by the mask, for count and flag
	addl $-1, 28(%rax)                           # preempt count: the region ends
	andq $-8192, %rdx                            # thread_info: the mask, for the flag
	testl $8, 16(%rdx)                           # resched test: the flag, and the jump on it
	jne .LBB0_5                                  # resched test: the flag, and the jump on it
.LBB0_6:
	xorl %ebp, %r15d                             # payload: mixes the hash
	imull $-1640531527, %r15d, %eax              # payload: mixes the hash
	xorl %r12d, %eax                             # payload: mixes the hash
	imull $-1640531527, %eax, %eax               # payload: mixes the hash
	xorl %ecx, %eax                              # payload: mixes the hash
	imull $-1640531527, %eax, %eax               # payload: mixes the hash
	addl %r8d, %ebx                              # payload: mixes the hash
	addl 128(%r13), %ebx                         # payload: mixes the hash
	xorl %eax, %ebx                              # payload: mixes the hash
	movl %r14d, %eax                             # payload: mixes the hash
	imulq %rbx, %rax                             # payload: mixes the hash
	shrq $32, %rax                               # payload: mixes the hash
	addq $8, %rsp                                # frame: gives the room back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %r12                                    # frame: restores a callee-saved register
	popq %r13                                    # frame: restores a callee-saved register
	popq %r14                                    # frame: restores a callee-saved register
	popq %r15                                    # frame: restores a callee-saved register
	popq %rbp                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
.LBB0_5:
	movl %r8d, 4(%rsp)                           # spill: goes to the frame for the call
	movl %ecx, (%rsp)                            # spill: goes to the frame for the call
	callq preempt_schedule                       # call linkage: calls the scheduler
	movl (%rsp), %ecx                            # spill: comes back
	movl 4(%rsp), %r8d                           # spill: comes back
	jmp .LBB0_6                                  # resched test: the way back from it
	.size fib_select_path, .-fib_select_path
