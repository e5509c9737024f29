# pid_uid under RF by gcc 12.2
	.text
	.p2align 4
	.globl pid_uid
	.type pid_uid, @function
pid_uid:
	.cfi_startproc
	pushq %rbp                                   # frame: saves rbp
	.cfi_def_cfa_offset 16
	.cfi_offset 6, -16
	movq %rdi, %rbp                              # register traffic: the argument outlives the call
	pushq %rbx                                   # frame: saves rbx
	.cfi_def_cfa_offset 24
	.cfi_offset 3, -24
	movl %esi, %ebx                              # register traffic: the argument outlives the call
	subq $8, %rsp                                # frame: aligns the stack for the call
	.cfi_def_cfa_offset 32
	call __rcu_read_lock                         # call linkage: calls __rcu_read_lock
	imull $-1640531527, %ebx, %eax               # payload: walks the chain
	shrl $27, %eax                               # payload: walks the chain
	movq 0(%rbp,%rax,8), %rax                    # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	jne .L4                                      # payload: walks the chain
	jmp .L5                                      # payload: walks the chain
	.p2align	4,,10
	.p2align	3
.L3:
	movq (%rax), %rax                            # payload: walks the chain
	testq %rax, %rax                             # payload: walks the chain
	je .L5                                       # payload: walks the chain
.L4:
	cmpl %ebx, 16(%rax)                          # payload: walks the chain
	jne .L3                                      # payload: walks the chain
	movq 24(%rax), %rax                          # payload: walks the chain
	movl 4(%rax), %ebx                           # payload: walks the chain
	call __rcu_read_unlock                       # call linkage: calls __rcu_read_unlock
	addq $8, %rsp                                # frame: gives the stack back
	.cfi_remember_state
	.cfi_def_cfa_offset 24
	movl %ebx, %eax                              # register traffic: the uid outlives the call
	popq %rbx                                    # frame: restores a callee-saved register
	.cfi_restore 3
	.cfi_def_cfa_offset 16
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.p2align	4,,10
	.p2align	3
.L5:
	.cfi_restore_state
	call __rcu_read_unlock                       # call linkage: calls __rcu_read_unlock
	movl $-1, %ebx                               # payload: no such process: after the call
	addq $8, %rsp                                # frame: gives the stack back
	.cfi_def_cfa_offset 24
	movl %ebx, %eax                              # payload: -1 comes after the call and outlives none
	popq %rbx                                    # frame: restores a callee-saved register
	.cfi_restore 3
	.cfi_def_cfa_offset 16
	popq %rbp                                    # frame: restores a callee-saved register
	.cfi_restore 6
	.cfi_def_cfa_offset 8
	ret                                          # call linkage: returns
	.cfi_endproc
	.size pid_uid, .-pid_uid
