# pid_uid under RF by clang 14.0
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	pushq %rbp                                   # frame: saves a callee-saved register
	pushq %rbx                                   # frame: saves a callee-saved register
	pushq %rax                                   # frame: aligns the stack for the call
	movl %esi, %ebp                              # register traffic: an argument outlives the call
	movq %rdi, %rbx                              # register traffic: an argument outlives the call
	callq __rcu_read_lock                        # call linkage: calls __rcu_read_lock
	imull $-1640531527, %ebp, %eax               # payload: walks the chain
	shrl $27, %eax                               # payload: walks the chain
	movq (%rbx,%rax,8), %rax                     # payload: walks the chain
	movl $-1, %ebx                               # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	je .LBB0_4                                   # payload: walks the chain
	.p2align	4, 0x90
.LBB0_2:
	cmpl %ebp, 16(%rax)                          # payload: walks the chain
	je .LBB0_3                                   # payload: walks the chain
	movq (%rax), %rax                            # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	jne .LBB0_2                                  # payload: walks the chain
	jmp .LBB0_4                                  # payload: walks the chain
.LBB0_3:
	movq 24(%rax), %rax                          # payload: walks the chain
	movl 4(%rax), %ebx                           # payload: walks the chain
.LBB0_4:
	callq __rcu_read_unlock                      # call linkage: calls __rcu_read_unlock
	movl %ebx, %eax                              # payload: the chain was in rax while ebx held the -1 of no process, call or no call
	addq $8, %rsp                                # frame: gives the stack back
	popq %rbx                                    # frame: restores a callee-saved register
	popq %rbp                                    # frame: restores a callee-saved register
	retq                                         # call linkage: returns
	.size pid_uid, .-pid_uid
