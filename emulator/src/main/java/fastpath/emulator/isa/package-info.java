/**
 * The instruction table, and the decoder, encoder, assembler syntax, listing and micro-ops that are
 * derived from the table. A row ({@link fastpath.emulator.isa.Form}) is the only place that names a
 * mnemonic; the rows are in the classes {@code *Rows}, by family. To add an instruction, add a row
 * to the class of its family, and a line to {@code SemanticsTest} if the instruction does more than
 * compute; the tests of the round trip, of the comparison with as and objdump, and of the
 * comparison with the CPU find the row by themselves.
 *
 * <p>Instruction sets that are left out, such as SSE to AVX-512, x87 and MMX, have rows without a
 * meaning: their instructions are decoded and listed ({@link fastpath.emulator.isa.Listed}), and
 * executing one is a fault that names its instruction set. These rows are in the files {@code
 * listed/*.txt} beside the classes, in groups whose notation {@code ListedNotation} and {@code
 * ListedOperands} explain, and are parsed when a listing first needs one of them.
 *
 * <p>To decode, {@code CodeBytes} and {@code PrefixBytes} read the bytes, {@code Decoder} finds the
 * row in {@code OpcodeTable}, and {@code Lifter} converts the instruction to micro-ops. To
 * assemble, {@code AttParser} parses source text or {@code Isa.make} takes operands, {@code Match}
 * chooses the row, and {@code Encoder} writes the bytes. To print, {@code Att} writes AT&amp;T
 * syntax. Sections cited are of the Intel 64 and IA-32 Architectures Software Developer's Manual
 * (SDM), or of the AMD64 Architecture Programmer's Manual (APM).
 *
 * <p>Where Intel's and AMD's CPUs differ, a {@link fastpath.emulator.isa.CpuProfile} chooses the
 * behaviour. The rows that depend on the profile are listed here, each with the behaviour of the
 * makers' CPUs and the sections of their manuals ("seen" where no manual describes it):
 *
 * <ul>
 *   <li>Movs and stos, repeated, with 67. Intel: ECX, EDI and, for movs, ESI are zero-extended
 *       before the count is tested, so that a count of 0 or a fault clears the upper halves (seen).
 *       AMD: A count of 0 and a fault of the first iteration leave the registers as they are
 *       (seen). Rows: movsb a4; stosb aa; movsw a5; stosw ab; movsd a5; stosd ab; movsq REX.W + a5;
 *       stosq REX.W + ab.
 *   <li>Lods, repeated, with 67. Intel: ECX is zero-extended before the count is tested, ESI is not
 *       (seen). AMD: A count of 0 and a fault of the first iteration leave the registers as they
 *       are (seen). Rows: lodsb ac; lodsw ad; lodsd ad; lodsq REX.W + ad.
 *   <li>Cmps and scas, repeated. Intel: With 67, ECX is zero-extended before the count is tested,
 *       ESI and EDI are not (seen). After a fault midway EFLAGS is as it was before the instruction
 *       (SDM vol. 2B, REP). AMD: With 67, a count of 0 and a fault of the first iteration leave the
 *       registers as they are (seen). After a fault midway rFLAGS is that of the last iteration
 *       done (seen). Rows: cmpsb a6; scasb ae; cmpsw a7; scasw af; cmpsd a7; scasd af; cmpsq REX.W
 *       + a7; scasq REX.W + af.
 *   <li>Movsxd to a register of 16 bits. Intel: The source has 16 bits (SDM vol. 2B, MOVSXD: r16,
 *       r/m16). AMD: The source has 32 bits, of which the upper half is read and dropped (APM vol.
 *       3, MOVSXD; seen). Rows: movsxd 63 /r (Intel), 63 /r (AMD).
 *   <li>Call to an address that is not canonical. Intel: The return address has been stored when
 *       #GP is raised; RSP is unchanged (seen). AMD: #GP is raised and nothing has been stored
 *       (seen). Rows: call FF /2.
 *   <li>Near branches with 66. Intel: 66 is ignored: the operand size is 64 (SDM vol. 2A, CALL,
 *       JMP, Jcc, LOOP, RET: N.S. in 64-bit mode). AMD: 66 without REX.W is an operand size of 16:
 *       offsets of 16 bits where Intel's have 32, the target's upper 48 bits cleared, two bytes
 *       pushed or popped (APM vol. 3, 1.2.2 and CALL, JMP, Jcc, LOOPcc, RET). Rows: jo 70 cb, 0F 80
 *       cd, 66 70 cb (AMD), 66 0F 80 cw (AMD); jno 71 cb, 0F 81 cd, 66 71 cb (AMD), 66 0F 81 cw
 *       (AMD); jb 72 cb, 0F 82 cd, 66 72 cb (AMD), 66 0F 82 cw (AMD); jae 73 cb, 0F 83 cd, 66 73 cb
 *       (AMD), 66 0F 83 cw (AMD); je 74 cb, 0F 84 cd, 66 74 cb (AMD), 66 0F 84 cw (AMD); jne 75 cb,
 *       0F 85 cd, 66 75 cb (AMD), 66 0F 85 cw (AMD); jbe 76 cb, 0F 86 cd, 66 76 cb (AMD), 66 0F 86
 *       cw (AMD); ja 77 cb, 0F 87 cd, 66 77 cb (AMD), 66 0F 87 cw (AMD); js 78 cb, 0F 88 cd, 66 78
 *       cb (AMD), 66 0F 88 cw (AMD); jns 79 cb, 0F 89 cd, 66 79 cb (AMD), 66 0F 89 cw (AMD); jp 7a
 *       cb, 0F 8a cd, 66 7a cb (AMD), 66 0F 8a cw (AMD); jnp 7b cb, 0F 8b cd, 66 7b cb (AMD), 66 0F
 *       8b cw (AMD); jl 7c cb, 0F 8c cd, 66 7c cb (AMD), 66 0F 8c cw (AMD); jge 7d cb, 0F 8d cd, 66
 *       7d cb (AMD), 66 0F 8d cw (AMD); jle 7e cb, 0F 8e cd, 66 7e cb (AMD), 66 0F 8e cw (AMD); jg
 *       7f cb, 0F 8f cd, 66 7f cb (AMD), 66 0F 8f cw (AMD); jmp EB cb, E9 cd, FF /4, 66 EB cb
 *       (AMD), 66 E9 cw (AMD), 66 FF /4 (AMD); call E8 cd, FF /2, 66 E8 cw (AMD), 66 FF /2 (AMD);
 *       ret C3, C2 iw, 66 C3 (AMD), 66 C2 iw (AMD); loopne E0 cb, 67 E0 cb, 66 E0 cb (AMD), 66 F2
 *       E1 cb (AMD), 66 67 E0 cb (AMD), 66 67 F2 E1 cb (AMD); loope E1 cb, 67 E1 cb, 66 E1 cb
 *       (AMD), 66 F3 E0 cb (AMD), 66 67 E1 cb (AMD), 66 67 F3 E0 cb (AMD); loop E2 cb, 67 E2 cb, 66
 *       E2 cb (AMD), 66 67 E2 cb (AMD); jecxz 67 E3 cb, 66 67 E3 cb (AMD); jrcxz E3 cb, 66 E3 cb
 *       (AMD).
 *   <li>Loopne with F3, loope with F2. Intel: The prefix is reserved and ignored (SDM vol. 2A,
 *       2.1.1). AMD: F3 makes loope of either, F2 loopne (seen). Rows: loopne E0 cb, 67 E0 cb, F2
 *       E1 cb (AMD), 67 F2 E1 cb (AMD); loope E1 cb, 67 E1 cb, F3 E0 cb (AMD), 67 F3 E0 cb (AMD).
 *   <li>Ud0 and ud1. Intel: A ModRM byte and what it asks for are fetched first, and fault as a
 *       fetch does (SDM vol. 2B, UD). AMD: The opcode is all: two bytes (APM vol. 3, UD0, UD1,
 *       UD2). Rows: ud1 0F B9 /r (Intel), REX.W + 0F B9 /r (Intel), 0F B9 (AMD); ud0 0F FF /r
 *       (Intel), REX.W + 0F FF /r (Intel), 0F FF (AMD).
 *   <li>Sysret with a non-canonical rcx. Intel: #GP is raised by sysret itself, at privilege level
 *       0 (SDM vol. 2B, SYSRET). AMD: sysret is done, and #GP is raised by the fetch at its target
 *       (APM vol. 3, SYSRET: no such check). Rows: sysret REX.W + 0F 07, 0F 07.
 *   <li>Bsf and bsr of zero. Intel: The destination is undefined (SDM vol. 2A, BSF, BSR); here it
 *       is unchanged, upper half included. AMD: The destination is unchanged (APM vol. 3, BSF,
 *       BSR). Rows: bsf 0F BC /r, REX.W + 0F BC /r; bsr 0F BD /r, REX.W + 0F BD /r.
 *   <li>Bt, bts, btr, btc. Intel: ZF is unaffected (SDM vol. 2A, BT). AMD: ZF is undefined (APM
 *       vol. 3, BT); here it is unaffected, as seen. Rows: bt 0F BA /4 ib, REX.W + 0F BA /4 ib, 0F
 *       a3 /r, REX.W + 0F a3 /r; bts 0F BA /5 ib, REX.W + 0F BA /5 ib, 0F ab /r, REX.W + 0F ab /r;
 *       btr 0F BA /6 ib, REX.W + 0F BA /6 ib, 0F b3 /r, REX.W + 0F b3 /r; btc 0F BA /7 ib, REX.W +
 *       0F BA /7 ib, 0F bb /r, REX.W + 0F bb /r.
 *   <li>Mov of CR0 with F0. Intel: LOCK is not allowed: #UD (SDM vol. 2A, LOCK). AMD: It is a mov
 *       of CR8, where CPUID Fn8000_0001_ECX[AltMovCr8] is set (APM vol. 3, MOV CRn). Rows: mov 0F
 *       20 /r, 0F 22 /r.
 *   <li>Pause with REX.B. Intel: REX.B is ignored: it is pause (as objdump has it; not seen). AMD:
 *       F3 is ignored: it is xchg of R8 and the accumulator (seen). Rows: pause F3 90.
 * </ul>
 */
package fastpath.emulator.isa;
