/** What a user shows of oneself. */
export interface Profile {
  readonly nickname?: string;
  readonly sex?: string | number;
  /** An address of an image. */
  readonly avatar?: string;
  readonly signature?: string;
  readonly mobile?: string;
  readonly email?: string;
}

export interface User extends Profile {
  /** The account's id. */
  readonly auid: string;
}

/** Names one user. */
export interface UserForm {
  readonly auid: string;
}

/** Names several users. */
export interface UsersForm {
  readonly auids: readonly string[];
}

export interface UserAddForm extends User {
  /** The account's password towards E聊. */
  readonly token: string;
}

export interface UserTokenForm extends UserForm {
  readonly token: string;
}

/** Whether a watched user is online now. */
export interface Online {
  readonly auid: string;
  readonly online: boolean;
}
