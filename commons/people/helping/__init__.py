"""A mediator acting for somebody who is there, or on the telephone, with their card as the key."""
