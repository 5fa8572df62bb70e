export interface Room {
  /** The room's id. */
  readonly rid: string;
  readonly name: string;
  /** auid. */
  readonly owner: string;
  /** auids. */
  readonly members: readonly string[];
}

/** Names one room. */
export interface RoomForm {
  readonly rid: string;
}

export interface RoomAddForm {
  readonly name: string;
  /** auids; the caller is a member without being named. */
  readonly members?: readonly string[];
}

export interface RoomUpdateForm extends RoomForm {
  readonly name: string;
}

export interface RoomMembersForm extends RoomForm {
  /** auids. */
  readonly members: readonly string[];
}

export interface RoomMember {
  readonly auid: string;
  readonly role: 'OWNER' | 'MEMBER';
}
