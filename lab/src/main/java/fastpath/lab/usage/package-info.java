/**
 * What is derived from picocli's model of the command line: completion for shells, manual pages,
 * and the messages for arguments that do not parse. Nothing here knows a command of its own.
 */
package fastpath.lab.usage;
