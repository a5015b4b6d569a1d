/** Lets an instance end without breaking off a call: those under way finish, new ones are sent elsewhere. */
@NullMarked
package org.llmops.router.drain;

import org.jspecify.annotations.NullMarked;
